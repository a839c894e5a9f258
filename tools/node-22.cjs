// CDK Terrain's CLI is written for Node 22; of what Node 20 lacks, it misses only this.
require("node:worker_threads").markAsUncloneable ??= () => {};
