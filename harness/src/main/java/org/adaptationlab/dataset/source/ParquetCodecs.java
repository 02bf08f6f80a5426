package org.adaptationlab.dataset.source;

import io.airlift.compress.Decompressor;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Unpacks the pages of Parquet files. Parquet's own factory needs more of Hadoop than the harness has. */
final class ParquetCodecs implements CompressionCodecFactory {

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        throw new UnsupportedOperationException("nothing is written");
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        return switch (codec) {
            case UNCOMPRESSED -> new Unpacked((bytes, size) -> bytes);
            case GZIP -> new Unpacked((bytes, size) -> gunzip(bytes, size));
            case SNAPPY -> new Unpacked((bytes, size) -> unpacked(new SnappyDecompressor(), bytes, size));
            case ZSTD -> new Unpacked((bytes, size) -> unpacked(new ZstdDecompressor(), bytes, size));
            case LZ4_RAW -> new Unpacked((bytes, size) -> unpacked(new Lz4Decompressor(), bytes, size));
            default ->
                throw new UnsupportedOperationException("it is packed by " + codec + ", which is not known here");
        };
    }

    @Override
    public void release() {
        // nothing is held
    }

    private static byte[] gunzip(byte[] bytes, int size) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return in.readNBytes(size);
        }
    }

    private static byte[] unpacked(Decompressor decompressor, byte[] bytes, int size) {
        byte[] unpacked = new byte[size];
        decompressor.decompress(bytes, 0, bytes.length, unpacked, 0, size);
        return unpacked;
    }

    /** Gives as many bytes as the page says it has. */
    @FunctionalInterface
    private interface Codec {
        byte[] unpack(byte[] bytes, int size) throws IOException;
    }

    private record Unpacked(Codec codec) implements BytesInputDecompressor {

        @Override
        public BytesInput decompress(BytesInput bytes, int size) throws IOException {
            return BytesInput.from(codec.unpack(bytes.toInputStream().readAllBytes(), size));
        }

        @Override
        public void decompress(ByteBuffer input, int packed, ByteBuffer output, int size) throws IOException {
            byte[] bytes = new byte[packed];
            input.get(bytes);
            output.put(codec.unpack(bytes, size));
        }

        @Override
        public void release() {
            // nothing is held
        }
    }
}
