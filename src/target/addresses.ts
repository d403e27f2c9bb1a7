export type S3CredentialsFrom = 'keys' | 'session' | 'chain';

export interface S3Role {
  readonly arn: string;
  /** What the role's owner asks for. */
  readonly externalId?: string;
  /** Name of its sessions, as AWS's logs show it; default `pipeline`. */
  readonly session?: string;
  /** Address of the token service; default AWS's own. */
  readonly endpoint?: string;
}

export interface S3Encryption {
  readonly algorithm: 'AES256' | 'aws:kms';
  /** Of AWS KMS; default the bucket's. */
  readonly key?: string;
}

export interface KafkaPassword {
  readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
  readonly username: string;
  readonly password: string;
}

/** One of several NameNodes of a nameservice, of which one is active. */
export interface NameNode {
  /** As Hadoop's configuration calls it: `nn1`. */
  readonly name: string;
  /** `host:port` as the workers reach it. */
  readonly address: string;
  /** As this tool reaches it (http://…). */
  readonly webhdfs: string;
}

/** Tokens by OAuth's client credentials (KIP-768). */
export interface KafkaOAuth {
  readonly mechanism: 'oauthbearer';
  readonly tokenEndpoint: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope?: string;
  /** File with the certificate of an authority that the system does not know, who signed the endpoint's. */
  readonly authority?: string;
}

/**
 * Where a cluster is and how to speak to it: config/clusters/NAME.yaml after substitution, or `.pipeline/cluster.json`.
 */
export interface ClusterAddresses {
  readonly name: string;
  /** How Docker Compose runs this cluster; absent when it is not run that way. */
  readonly compose?: {
    readonly file: string;
    /** The service in whose container this tool is too, and the name of the cluster there: jobs run from inside. */
    readonly tool: string;
    readonly inside: string;
  };
  readonly connect: {
    readonly url: string;
    /** Other workers of the same cluster, asked where the first does not answer. */
    readonly others?: readonly string[];
    /** File with the certificate of an authority that the system does not know. */
    readonly authority?: string;
    /** Ready header values or certificates; secrets come from the environment or files named in the YAML. */
    readonly authentication?:
      | { readonly type: 'basic'; readonly username: string; readonly password: string }
      | { readonly type: 'bearer'; readonly token: string }
      | { readonly type: 'headers'; readonly headers: Readonly<Record<string, string>> }
      | { readonly type: 'mtls'; readonly certificate: string; readonly key: string; readonly authority?: string };
  };
  readonly kafka: {
    readonly bootstrapServers: string;
    readonly ssl?: boolean | { readonly authority?: string; readonly certificate?: string; readonly key?: string };
    readonly sasl?: KafkaPassword | KafkaOAuth;
  };
  /** `uri` is what workers use (hdfs://…), `webhdfs` what this tool uses (http://…). */
  readonly hdfs?: {
    /** Of a NameNode, or of the nameservice of several. */
    readonly uri: string;
    /** Of the NameNode, or of the first of several. */
    readonly webhdfs: string;
    /** All of them, where there are several. */
    readonly nameNodes?: readonly NameNode[];
    readonly user: string;
    readonly dataNodeHosts: readonly string[];
    /** Where this tool reaches DataNodes whose own addresses (`host:port`) it cannot. */
    readonly dataNodes?: Readonly<Record<string, string>>;
  };
  readonly yarn?: {
    /** `host:port` at which applications are submitted. */
    readonly resourceManager: string;
    /** Its page and REST interface (http://…). */
    readonly web: string;
    /** Its page as a person's browser reaches it, when that differs. */
    readonly localWeb?: string;
    /** Folder of the cluster's own site files, for what the addresses do not say (security, resources). */
    readonly configuration?: string;
  };
  readonly s3?: {
    /** As the workers reach it. */
    readonly endpoint: string;
    /** As this tool reaches it, when that differs. */
    readonly localEndpoint?: string;
    readonly region: string;
    readonly bucket: string;
    readonly pathStyle: boolean;
    /** Java properties file with S3_ACCESS_KEY and S3_SECRET_KEY for this tool's own reading. */
    readonly credentialsFile?: string;
    /**
     * Whom the store is asked as: `keys` (default) of the cluster's secrets; `session`: keys for a while, with the
     * secret S3_SESSION_TOKEN; `chain`: what AWS's own chain finds, on each worker and here (environment, profiles,
     * container, instance, web identity).
     */
    readonly credentials?: S3CredentialsFrom;
    /** A role that is assumed with them, by the workers and by this tool. */
    readonly role?: S3Role;
    /** How the store is asked to encrypt each object; absent: as the bucket says. */
    readonly encryption?: S3Encryption;
  };
  readonly postgres?: {
    /** `host:port` as the workers reach it. */
    readonly address: string;
    /** As this tool reaches it, when that differs. */
    readonly localAddress?: string;
    /** Java properties file with the passwords, by the names of their secrets, for this tool's own reading. */
    readonly credentialsFile?: string;
  };
  /** A schema registry that speaks Confluent's API. */
  readonly registry?: {
    /** As the workers reach it, with the path of its API: `https://host:port/apis/ccompat/v7`. */
    readonly url: string;
    /** As this tool reaches it, when that differs. */
    readonly localUrl?: string;
    readonly username?: string;
    /** The name of the secret with that user's password, as `${secret:NAME}` has it. */
    readonly passwordSecret?: string;
  };
  /** Other services by name, e.g. `weather-api`: the value of `${cluster:NAME}`. */
  readonly services: Readonly<Record<string, string>>;
  /** How `${secret:NAME}` is written for this cluster's workers, and where `secret set` writes. */
  readonly secrets: {
    /** What workers read: `${provider:path:NAME}`. */
    readonly provider: string;
    readonly path: string;
    /** Where this tool keeps them, under the working directory; absent when it cannot. */
    readonly localFile?: string;
  };
  readonly defaults: { readonly partitions: number; readonly replication: number };
  readonly vars: Readonly<Record<string, string>>;
}
