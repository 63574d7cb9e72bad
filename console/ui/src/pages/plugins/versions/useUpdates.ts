import { useEffect, useState } from 'react';
import { readUpdates, readVersions, type KeptVersion } from '../../../api/plugins';
import type { Plugin } from '../../../api/types';
import { useAsked, type Asked } from '../../../components/useAsked';
import type { UpdateRecord } from '../../../updates/record';

/** What is told of a version after its update, such as that it left the memory, comes later. */
const PERIOD_MS = 10_000;

export interface Updates {
  kept: Asked<{ versions: KeptVersion[] }>;
  records: Asked<{ updates: UpdateRecord[] }>;
  /** How the last update ended that was followed here. */
  over: UpdateRecord | undefined;
}

/** The versions of a plugin that are kept, and what became of its updates. */
export function useUpdates({ id, version, digest, update }: Plugin, wanted: string): Updates {
  const stamp = `${version} ${digest} ${update?.step} ${wanted}`;
  const kept = useAsked(id, (signal) => readVersions(id, signal), { stamp });
  const records = useAsked(id, (signal) => readUpdates(id, signal), {
    stamp,
    periodMs: PERIOD_MS,
  });
  const followed = useLast(update?.id);
  const over = update
    ? undefined
    : records.data?.updates.find((it) => it.id === followed && it.endedAt);
  return { kept, records, over };
}

/** The last one there was, also when it has gone. */
function useLast<T>(value: T | undefined): T | undefined {
  const [last, setLast] = useState(value);
  useEffect(() => {
    if (value !== undefined) setLast(value);
  }, [value]);
  return value ?? last;
}
