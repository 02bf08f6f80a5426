import pyarrow as pa, pyarrow.parquet as pq, datetime, decimal
D='src/test/resources/parquet/'
t=pa.table({'text':['a, "b"\n','naïve 鍵',None,'d'],'label':['x','y','x','y'],'n':pa.array([1,None,3,-4],pa.int32()),
 'price':[1.5,float('nan'),2.0,1e10],'exact':pa.array([decimal.Decimal('1.50'),None,decimal.Decimal('-0.05'),decimal.Decimal('12.00')],pa.decimal128(9,2)),
 'ok':[True,False,None,True],'day':[datetime.date(2026,11,28),None,datetime.date(1969,12,31),None],
 'at':pa.array([datetime.datetime(2026,11,28,12,0,1,500000),None,None,None],pa.timestamp('us')),
 'tags':[['p','q'],[],None,['r']],'who':[{'name':'Ann','age':3},None,{'name':'Bob','age':None},None],
 'pairs':pa.array([[('k',1)],None,[],[('z',2)]],pa.map_(pa.string(),pa.int32()))})
pq.write_table(t,D+'values.parquet',compression='snappy')
c=pa.table({'messages':[[{'role':'user','content':'My lamp is late'},{'role':'assistant','content':'shipping'}],[{'role':'user','content':'Charged twice'},{'role':'assistant','content':'billing'}]]})
pq.write_table(c,D+'chats.parquet',compression='zstd')
for n in ('gzip','none','lz4','brotli'):
    pq.write_table(pa.table({'text':['one','two','three'],'label':['a','b','a']}),D+n+'.parquet',compression=n,row_group_size=2)
pq.write_table(pa.table({'picture':[b'\x89PNG\xff\xfe'],'label':['a']}),D+'bytes.parquet')
pq.write_table(pa.table({'at':pa.array([datetime.datetime(2026,11,28,12,0,1)],pa.timestamp('ns'))}),D+'old.parquet',use_deprecated_int96_timestamps=True,compression='none')
