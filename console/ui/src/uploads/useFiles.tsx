import { useRef, type ReactNode } from 'react';

interface Files {
  /** Has to stand somewhere; it is not seen. */
  field: ReactNode;
  /** Opens the browser's file chooser. */
  choose: () => void;
}

/**
 * Lets files be chosen.
 *
 * @param accept what the file chooser offers
 */
export function useFiles(accept: string, onFiles: (files: Iterable<File>) => void): Files {
  const input = useRef<HTMLInputElement>(null);
  return {
    field: (
      <input
        ref={input}
        type="file"
        accept={accept}
        multiple
        hidden
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = ''; // the same file may be chosen again
        }}
      />
    ),
    choose: () => input.current?.click(),
  };
}
