// kafkajs ships no types for its inner modules: as much of them as kafkajs-internals.ts beside this file uses.

declare module 'kafkajs/src/cluster/index.js' {
  import type { KafkaConfig } from 'kafkajs';

  export interface ProtocolRequest {
    readonly apiKey: number;
    readonly apiVersion: number;
    readonly apiName: string;
    encode(): Promise<unknown>;
  }
  export interface ProtocolResponse<Result> {
    decode(payload: Buffer): Promise<{ readonly result: Result; readonly clientSideThrottleTime: number }>;
    parse(decoded: { readonly result: Result }): Promise<Result>;
  }
  export interface ConnectionPool {
    /** Connects it when it is not: connection 1 is for fetches, 0 for everything else. */
    getConnection(index: 0 | 1): Promise<unknown>;
    send<Result>(call: {
      readonly request: ProtocolRequest;
      readonly response: ProtocolResponse<Result>;
      readonly requestTimeout?: number;
      readonly logResponseError?: boolean;
    }): Promise<Result>;
  }
  export interface JoinedGroup {
    readonly generationId: number;
    readonly leaderId: string;
    readonly memberId: string;
    /** Only the leader is told them. */
    readonly members: readonly { readonly memberId: string; readonly memberMetadata: Buffer }[];
  }
  export interface Broker {
    joinGroup(request: {
      readonly groupId: string;
      readonly sessionTimeout: number;
      readonly rebalanceTimeout: number;
      /** '' for a new member. */
      readonly memberId: string;
      readonly groupProtocols: readonly { readonly name: string; readonly metadata: Buffer }[];
    }): Promise<JoinedGroup>;
    syncGroup(request: {
      readonly groupId: string;
      readonly generationId: number;
      readonly memberId: string;
      readonly groupAssignment: readonly { readonly memberId: string; readonly memberAssignment: Buffer }[];
    }): Promise<{ readonly memberAssignment: Buffer }>;
    heartbeat(request: {
      readonly groupId: string;
      readonly groupGenerationId: number;
      readonly memberId: string;
    }): Promise<unknown>;
    leaveGroup(request: { readonly groupId: string; readonly memberId: string }): Promise<unknown>;
    offsetCommit(request: {
      readonly groupId: string;
      readonly groupGenerationId: number;
      readonly memberId: string;
      readonly topics: readonly {
        readonly topic: string;
        readonly partitions: readonly { readonly partition: number; readonly offset: string }[];
      }[];
    }): Promise<unknown>;
    readonly connectionPool: ConnectionPool;
    listOffsets(request: {
      readonly isolationLevel: number;
      readonly topics: readonly {
        readonly topic: string;
        readonly partitions: readonly { readonly partition: number; readonly timestamp: number }[];
      }[];
    }): Promise<{
      readonly responses: readonly {
        readonly topic: string;
        readonly partitions: readonly { readonly partition: number; readonly offset: string }[];
      }[];
    }>;
  }
  export interface TopicMetadata {
    readonly topic: string;
    readonly partitionMetadata: readonly { readonly partitionId: number; readonly leader: number }[];
  }
  export default class Cluster {
    constructor(options: KafkaConfig & { logger: unknown; allowAutoTopicCreation: boolean });
    connect(): Promise<void>;
    disconnect(): Promise<void>;
    refreshMetadata(): Promise<void>;
    metadata(request: {
      readonly topics: readonly string[];
    }): Promise<{ readonly topicMetadata: readonly TopicMetadata[] }>;
    findBroker(request: { readonly nodeId: number }): Promise<Broker>;
    findGroupCoordinator(request: { readonly groupId: string }): Promise<Broker>;
  }
}

declare module 'kafkajs/src/producer/partitioners/default/murmur2.js' {
  /** As the Java client computes it; signed. */
  export default function murmur2(key: Buffer): number;
}

declare module 'kafkajs/src/loggers/index.js' {
  const loggers: {
    createLogger(options: { readonly level: number; readonly logCreator: () => () => void }): unknown;
    readonly LEVELS: { readonly NOTHING: number };
  };
  export default loggers;
}

declare module 'kafkajs/src/network/socketFactory.js' {
  import type { ISocketFactory } from 'kafkajs';

  export default function socketFactory(): ISocketFactory;
}

declare module 'kafkajs/src/network/requestQueue/index.js' {
  export default class RequestQueue {
    constructor(options: {
      readonly maxInFlightRequests: number | null;
      readonly requestTimeout: number;
      readonly enforceRequestTimeout: boolean;
      readonly clientId: string;
      readonly broker: string;
      readonly logger: { debug(message: string): void; warn(message: string): void };
    });
    readonly pending: readonly unknown[];
    push(request: {
      readonly entry: {
        readonly correlationId: number;
        resolve(answer: unknown): void;
        reject(error: Error): void;
      };
      readonly expectResponse: boolean;
      readonly sendRequest: () => void;
    }): void;
    fulfillRequest(answer: { readonly correlationId: number; readonly size: number; readonly payload: null }): void;
    rejectAll(error: Error): void;
    maybeThrottle(milliseconds: number): void;
    scheduleCheckPendingRequests(): void;
    scheduleRequestTimeoutCheck(): void;
    destroy(): void;
  }
}

declare module 'kafkajs/src/protocol/requests/fetch/v10/request.js' {
  import type { ProtocolRequest } from 'kafkajs/src/cluster/index.js';

  export default function fetchRequest(request: {
    readonly replicaId: number;
    readonly maxWaitTime: number;
    readonly minBytes: number;
    readonly maxBytes: number;
    readonly isolationLevel: number;
    readonly topics: readonly {
      readonly topic: string;
      readonly partitions: readonly {
        readonly partition: number;
        readonly fetchOffset: number;
        readonly maxBytes: number;
      }[];
    }[];
  }): ProtocolRequest;
}

declare module 'kafkajs/src/protocol/requests/*' {
  interface Refused {
    readonly topic?: string;
    readonly resourceName?: string;
    readonly errorCode?: number;
    readonly errorMessage?: string | null;
  }
  interface Decoded {
    readonly topicErrors?: readonly Refused[];
    readonly resources?: readonly Refused[];
  }
  const response: { parse(decoded: Decoded): Promise<unknown> };
  export default response;
}

declare module 'kafkajs/src/protocol/encoder.js' {
  export default class Encoder {
    writeVarIntBytes(value: Buffer | string | null | undefined): this;
  }
}
