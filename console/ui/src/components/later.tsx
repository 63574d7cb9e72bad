import {
  useLayoutEffect,
  useState,
  type ComponentType,
  type FunctionComponent,
  type ReactNode,
} from 'react';
import { Loading } from './Loading';

type Load<P> = () => Promise<{ default: ComponentType<P> }>;

/**
 * A component whose code is fetched when it is first shown. It is shown the moment it is there:
 * React's own `lazy` would keep what stands in for it up for 300 ms, once for each one in another.
 */
export function later<P extends object>(
  load: Load<P>,
  meanwhile: ReactNode = null,
): FunctionComponent<P> {
  let fetched: ComponentType<P> | undefined;
  return function Later(props: P) {
    const [Shown, setShown] = useState(() => fetched);
    const [error, setError] = useState<unknown>();
    useLayoutEffect(() => {
      if (Shown) return;
      load().then((module) => {
        fetched = module.default;
        setShown(() => module.default);
      }, setError);
    }, []);
    if (error) throw error;
    return Shown ? <Shown {...props} /> : meanwhile;
  };
}

/** As {@link later}, for what takes the place of a page. */
export const laterPage = <P extends object>(load: Load<P>): FunctionComponent<P> =>
  later(load, <Loading />);
