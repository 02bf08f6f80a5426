#!/bin/bash
# A run in four shards: sbatch deploy/slurm-array.sh, from the folder of the harness, which all nodes share. When all tasks are
# done, harness/lab merge results/my-lab puts them together. Change: lab, endpoint, model, and the 4 in two places. One task that
# is submitted again (sbatch --array=3) is the same shard, and goes on with it.
#SBATCH --job-name=my-lab
#SBATCH --array=1-4
#SBATCH --cpus-per-task=1
#SBATCH --mem=2G
#SBATCH --time=04:00:00
set -euo pipefail

harness/lab run my-lab --shard "$SLURM_ARRAY_TASK_ID/4" --resume= \
  --runtime openai --endpoint http://vllm.example:8000/v1 --model my-model --out results
