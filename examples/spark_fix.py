"""Repairs the texts of JSON Lines or Parquet on a Spark cluster.

    spark-submit --master spark://host:7077 examples/spark_fix.py --text-key content s3a://crawl/in s3a://crawl/out

cleanup and pyarrow must be installed for the Python of driver and workers (PYSPARK_PYTHON). The configuration is that
of the current folder of the driver. The format of the input is told by the option, the output is Parquet.
"""

from __future__ import annotations

import argparse

from pyspark.sql import SparkSession

from cleanup.config.resolve import Overrides
from cleanup.corpora import recipes
from cleanup.corpora.engines import spark


def main() -> None:
    """Read, repair, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", help="folder or file that Spark can read")
    parser.add_argument("output", help="folder that does not exist yet")
    parser.add_argument("--format", choices=["json", "parquet"], default="parquet", help="default: parquet")
    parser.add_argument("--text-key", default="text", help="default: text")
    parser.add_argument("--level", choices=["safe", "suggested"], help="default: the configuration's")
    args = parser.parse_args()
    suggested = None if args.level is None else args.level == "suggested"
    recipe = recipes.configured(Overrides(suggested=suggested))
    session = SparkSession.builder.appName("cleanup").getOrCreate()
    frame = session.read.format(args.format).load(args.source)
    spark.fix(frame, args.text_key, recipe=recipe).write.parquet(args.output, compression="zstd")
    session.stop()


if __name__ == "__main__":
    main()
