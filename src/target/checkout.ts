import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json and pom.xml: where jars are built and our own configuration files lie. */
export const checkout = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Where `mvn package` lays the jars: a folder each for kafka, hadoop, s3 and plugins/pipeline. */
export const jarsFolder = join(checkout, 'target', 'jars');
