import { waitAny } from 'stdiolink';

type Task = Parameters<typeof waitAny>[0][number];

interface Progress {
  current: number;
  total: number;
}

/** Awaits all tasks at a time, and tells of each event as it comes. Gives what each of them is done with. */
export async function all<T>(tasks: Task[], tell: (task: number, progress: Progress) => void): Promise<T[]> {
  const results = new Array<T>(tasks.length);
  for (let next = await waitAny(tasks); next; next = await waitAny(tasks)) {
    const { status, code, data } = next.msg;
    if (status === 'event') tell(next.taskIndex, data.data as Progress);
    else if (status === 'done') results[next.taskIndex] = data as T;
    else throw new Error(`task ${next.taskIndex} failed with ${code}: ${JSON.stringify(data)}`);
  }
  return results;
}
