export const ENGINES = ['interpreter', 'jit'] as const;
export type Engine = (typeof ENGINES)[number];

/** How a service's host process is to be, as its arguments say. */
export interface Host {
  /** MiB, as typed; empty for the default. */
  heap: string;
  engine: Engine;
  inspect: boolean;
  /** Inside the kernel, where none of the others goes with it. */
  embedded: boolean;
  /** Words that no field stands for. */
  others: readonly string[];
}

const HEAP_LEAST = 32;

export function hostOf(words: readonly string[]): Host {
  const host: Host = {
    heap: '',
    engine: 'interpreter',
    inspect: false,
    embedded: false,
    others: [],
  };
  return words.reduce((so, word) => {
    const [name, value = ''] = word.split('=', 2);
    if (name === '--heap') return { ...so, heap: value };
    if (name === '--engine') return { ...so, engine: value === 'jit' ? 'jit' : 'interpreter' };
    if (word === '--inspect') return { ...so, inspect: true };
    if (word === '--embedded') return { ...so, embedded: true };
    return { ...so, others: [...so.others, word] };
  }, host);
}

/** The words for a host; what is as by default is left out. */
export const wordsOf = ({ heap, engine, inspect, embedded, others }: Host): string[] =>
  embedded
    ? ['--embedded', ...others]
    : [
        ...(heap.trim() ? [`--heap=${heap.trim()}`] : []),
        ...(engine === 'jit' ? ['--engine=jit'] : []),
        ...(inspect ? ['--inspect'] : []),
        ...others,
      ];

export const heapFits = ({ heap, embedded }: Host): boolean =>
  embedded || heap.trim() === '' || (/^\d+$/.test(heap.trim()) && Number(heap) >= HEAP_LEAST);
