import type { Service } from '../service.ts';
import { connect } from './connect.ts';
import { datanode, namenode } from './hdfs.ts';
import { kafka } from './kafka.ts';
import { postgres } from './postgres.ts';
import { registry } from './registry.ts';
import { s3 } from './s3.ts';
import { supervisor } from './supervisor.ts';
import { weatherApi } from './weather-api.ts';
import { nodemanager, resourcemanager } from './yarn.ts';

/** Every process that `pipeline up` knows, in the order in which `ps` lists them. */
export const services: readonly Service[] = [
  kafka,
  connect,
  namenode,
  datanode,
  resourcemanager,
  nodemanager,
  s3,
  postgres,
  registry,
  weatherApi,
  supervisor,
];
