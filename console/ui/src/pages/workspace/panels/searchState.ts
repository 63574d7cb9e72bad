import { create } from 'zustand';

/** What is looked for; it stays while the files are shown instead. */
export const useSearch = create(() => ({ text: '', regex: false, exact: false, glob: '' }));
