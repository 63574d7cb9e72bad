import type { Instance, Reference } from '../../../api/instance';
import type { Dependency } from '../../../api/references';

/** A word of a service's for an instance: as it is set, as it is declared, or both. */
export interface Row {
  alias: string;
  reference?: Reference | undefined;
  declared?: Dependency | undefined;
}

/** What is declared in its order, then what is set beyond that. */
export function rowsOf(
  references: Readonly<Record<string, Reference>>,
  declared: readonly Dependency[],
): Row[] {
  const known = new Set(declared.map((it) => it.alias));
  return [
    ...declared.map((it) => ({
      alias: it.alias,
      reference: references[it.alias],
      declared: it,
    })),
    ...Object.entries(references)
      .filter(([alias]) => !known.has(alias))
      .map(([alias, reference]) => ({ alias, reference })),
  ];
}

/** The drivers' instances: those of the package that is wanted, and the others. */
export function targetsOf(instances: readonly Instance[], wanted: string | undefined) {
  const drivers = instances
    .filter((it) => it.kind === 'driver')
    .toSorted((a, b) => a.id.localeCompare(b.id));
  return {
    fitting: drivers.filter((it) => it.package === wanted),
    others: drivers.filter((it) => it.package !== wanted),
  };
}
