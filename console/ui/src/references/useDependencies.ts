import { readDependencies, type Dependency } from '../api/references';
import { useAsked, type Asked } from '../components/useAsked';
import { useLive } from '../live/store';

/** What a version of a service needs; asked for anew when packages or instances come and go. */
export function useDependencies(service: string, version: string): Asked<Dependency[]> {
  const packages = useLive(
    ({ feed }) => feed.events.findLast((it) => it.type.startsWith('package.'))?.seq,
  );
  const instances = useLive((live) => live.instances?.length);
  return useAsked(
    `${service}@${version}`,
    (signal) => (service ? readDependencies(service, version, signal) : Promise.resolve([])),
    { stamp: `${packages} ${instances}` },
  );
}
