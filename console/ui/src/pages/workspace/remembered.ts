const key = (id: string) => `backplane.workspace.${id}`;

/** What was open when an instance's workspace was last left. */
export interface Remembered {
  open: string[];
  active: string | undefined;
}

export function recall(id: string): Remembered {
  try {
    const { open = [], active } = JSON.parse(
      localStorage.getItem(key(id)) ?? '{}',
    ) as Partial<Remembered>;
    return { open, active };
  } catch {
    return { open: [], active: undefined };
  }
}

export function remember(id: string, { open, active }: Remembered): void {
  localStorage.setItem(key(id), JSON.stringify({ open, active }));
}
