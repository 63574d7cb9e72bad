import { createContext, type ReactNode } from 'react';

/** What is said beside fields, by path. */
export const Marks = createContext<Readonly<Record<string, ReactNode>>>({});
