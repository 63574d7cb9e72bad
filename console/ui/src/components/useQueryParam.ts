import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';

/**
 * A filter that lives in the URL; the empty one is left out of it. What was set holds at once: a
 * field would lose letters to a URL that changes a moment later.
 */
export function useQueryParam(name: string): [string, (value: string) => void] {
  const [params, setParams] = useSearchParams();
  const inUrl = params.get(name) ?? '';
  const [wanted, setWanted] = useState<string>();
  // Asks again when it is carried out: by then another letter may have been typed.
  useEffect(() => setWanted((now) => (now === inUrl ? undefined : now)), [wanted, inUrl]);
  const set = (value: string) => {
    setWanted(value);
    setParams(
      (previous) => {
        const next = new URLSearchParams(previous);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );
  };
  return [wanted ?? inUrl, set];
}
