declare module 's3rver' {
  export interface S3Put {
    bucket: string;
    key: string;
    content: Buffer | AsyncIterable<Uint8Array>;
    metadata: unknown;
  }
  /** An S3-speaking server; the package brings no types. */
  export default class S3rver {
    constructor(options: {
      address: string;
      port: number;
      silent: boolean;
      directory: string;
      configureBuckets: { name: string; configs: string[] }[];
    });
    /** Resolves when it serves, with its address. */
    run(): Promise<{ port: number }>;
    close(): Promise<void>;
    store: {
      putObject(object: S3Put): Promise<{ size: number; md5: string }>;
      putMetadata(bucket: string, key: string, metadata: unknown, md5: string): Promise<void>;
      getResourcePath(bucket: string, key: string, resource: 'object'): string;
    };
  }
}
