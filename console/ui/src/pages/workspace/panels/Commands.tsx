import { useBench } from '../context';
import CommandsTab from '../../instance/CommandsTab';

/** Tries the commands of a callable service. */
export function Commands() {
  const { instance } = useBench();
  return (
    <div className="panel-scroll">
      <CommandsTab instance={instance} />
    </div>
  );
}
