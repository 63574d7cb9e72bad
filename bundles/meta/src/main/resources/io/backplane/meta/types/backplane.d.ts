// What services import as 'backplane': the kernel they run under.

// Without a kernel, functions reject or throw, and facts are `null`.
declare module 'backplane' {
  export {};

  /** Units by their name; each that can be called adds its own. */
  export interface UnitCatalog {}

  /** The unit of this name; {@link AnyUnit} where it is not in the catalog. */
  export type UnitOf<N extends string> = N extends keyof UnitCatalog ? UnitCatalog[N] : AnyUnit;

  /** A unit of which nothing is known here. */
  export interface AnyUnit {
    readonly [command: string]: (params?: object | null, options?: CallOptions | null) => Promise<any>;
  }

  type UnitName = keyof UnitCatalog | (string & {});
  type CommandName<N extends string> = N extends keyof UnitCatalog ? keyof UnitCatalog[N] & string : string;
  type Command<N extends string, C> = C extends keyof UnitOf<N> ? UnitOf<N>[C] : AnyUnit[string];
  type Given<F> = F extends (...given: infer A) => unknown ? A : never;
  type Answer<F> = F extends (...given: never) => infer R ? R : never;

  /** The name and the data of an event, out of a map from one to the other. */
  export type EventArguments<E> = { [N in keyof E]: [name: N, data: E[N]] }[keyof E];

  export interface CallOptions<E = Record<string, any>> {
    /** Gives up after this time, a whole number; 0 for never, 10 minutes without it. */
    timeoutMs?: number;
    /** Called with the name and the data of each event of the call. */
    onEvent?: (...event: EventArguments<E>) => void;
    /** Gives up when it aborts. */
    signal?: AbortSignal;
  }

  /**
   * Calls a command of a unit. What it answers with `error` rejects with its `code` and `data`; what the kernel
   * refuses, with an HTTP status for a `code`, and `refusal`.
   * @param unit a name, or `kind:name`
   */
  export function call<const N extends UnitName, const C extends CommandName<N>>(
    unit: N,
    command: C,
    ...given: Given<Command<N, C>>
  ): Answer<Command<N, C>>;

  /** An object with a function for each command of a unit. */
  export function unit<const N extends UnitName>(name: N): UnitOf<N>;

  /**
   * The unit that this instance refers to by a word of its own; asked for with each call. Which one it is like can
   * be said: `reference<UnitOf<'lab'>>('sensor')`.
   */
  export function reference<U = AnyUnit>(alias: string): U;

  export interface StateChange {
    readonly key: string;
    /** `undefined` where it was deleted. */
    readonly value: any;
    readonly deleted: boolean;
  }

  export interface Watch {
    close(): void;
  }

  /** Values that units, and kernels joined to this one, share. */
  export const state: {
    /** `undefined` where there is none. */
    get<T = any>(key: string): Promise<T | undefined>;
    /** @param value anything that JSON has */
    set(key: string, value: {} | null): Promise<void>;
    /** Whether there was one. */
    delete(key: string): Promise<boolean>;
    /** Tells of each change of a key that begins so. Keeps the service going until it is closed. */
    watch(prefix: string, changed: (change: StateChange) => void): Watch;
  };

  /** Sends an event of this unit. */
  export function emit(name: string, data?: unknown): void;

  export interface KernelEvent {
    /** Its place in the log. */
    readonly seq: number;
    /** ISO 8601. */
    readonly at: string;
    /** Such as `plugin.active`. */
    readonly type: string;
    /** What it happened to; empty for the kernel. */
    readonly subject: string;
    readonly level: 'info' | 'warn' | 'error';
    readonly data: Record<string, any>;
  }

  /** Tells of the kernel's events whose type begins so. Keeps the service going until it is closed. */
  export function on(typePrefix: string, happened: (event: KernelEvent) => void): Watch;

  /** What this instance is; `null` outside a kernel. */
  export const instance: {
    readonly id: string;
    /** Where it runs. */
    readonly workspaceDir: string;
    /** For what is its own. */
    readonly privateDir: string;
    /** For what all instances share. */
    readonly sharedDir: string;
    readonly logDir: string;
    readonly configPath: string;
    /** What it refers to, by its own words for it. */
    readonly references?: Readonly<Record<string, string>>;
  } | null;

  /** What started this run; `null` where no schedule did. */
  export const schedule: { readonly [fact: string]: any } | null;

  /** A parameter, or a part of one, in the `meta` of a service that can be called. */
  export interface Field {
    name: string;
    type: 'string' | 'int' | 'int64' | 'double' | 'bool' | 'object' | 'array' | 'enum' | 'any';
    required?: boolean;
    default?: unknown;
    description?: string;
    min?: number;
    max?: number;
    minLength?: number;
    maxLength?: number;
    pattern?: string;
    enum?: readonly unknown[];
    format?: string;
    minItems?: number;
    maxItems?: number;
    fields?: readonly Field[];
    items?: Omit<Field, 'name'> & { name?: string };
    ui?: Record<string, unknown>;
  }

  /** What a service exports as `meta`. */
  export interface ServiceMeta {
    commands: readonly {
      name: string;
      title?: string;
      summary?: string;
      description?: string;
      params?: readonly Field[];
      returns?: Omit<Field, 'name'> & { name?: string };
      events?: readonly { name: string; description?: string; fields?: readonly Field[] }[];
      examples?: readonly Record<string, unknown>[];
      'x-backplane'?: { readOnly?: boolean; idempotent?: boolean; streaming?: boolean; timeoutMs?: number };
    }[];
  }

  /** What a command gets beside its parameters. */
  export interface CommandContext {
    /** Sends an event of this call. */
    emit(name: string, data?: unknown): void;
    /** Aborts when the service is to end. */
    readonly signal: AbortSignal;
  }

  /** What a service exports as `commands`. */
  export type Commands = Record<string, (params: any, context: CommandContext) => unknown>;
}
