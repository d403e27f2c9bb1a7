/** What `pipeline doctor` found out about one thing; `hint` says what to do unless it is fine. */
export interface Check {
  readonly name: string;
  readonly state: 'fine' | 'notice' | 'wrong';
  readonly message: string;
  readonly hint?: string;
}

export const fine = (name: string, message: string): Check => ({ name, state: 'fine', message });

/** Worth knowing, and no reason to stop. */
export const notice = (name: string, message: string, hint: string): Check => ({
  name,
  state: 'notice',
  message,
  hint,
});

export const wrong = (name: string, message: string, hint: string): Check => ({ name, state: 'wrong', message, hint });
