/** One field at fault, as the server names it (`skills[0].level`). */
export interface FieldFault {
  field: string;
  message: string;
}

/** An answer of RFC 9457 as an error; also what a broken connection becomes. */
export class Problem extends Error {
  readonly status: number;
  readonly type: string;
  readonly fields: FieldFault[];
  /** What is possible instead, by name. */
  readonly possible: string[];

  constructor(status: number, type: string, detail: string, fields: FieldFault[] = [], possible: string[] = []) {
    super(detail);
    this.name = 'Problem';
    this.status = status;
    this.type = type;
    this.fields = fields;
    this.possible = possible;
  }

  /** The message beside one field, if it is at fault. */
  of(field: string): string | undefined {
    return this.fields.find((fault) => fault.field === field || fault.field.startsWith(`${field}[`))?.message;
  }
}

/** Turns whatever an answer carried into a problem. */
export function problemFrom(status: number, body: unknown, unreachable: string): Problem {
  if (typeof body === 'object' && body !== null) {
    const { type, detail, title, errors, possible } = body as {
      type?: string;
      detail?: string;
      title?: string;
      errors?: FieldFault[];
      possible?: string[];
    };
    const words = detail || title;
    if (words) return new Problem(status, type ?? 'about:blank', words, errors ?? [], possible ?? []);
  }
  return new Problem(status, 'about:blank', unreachable);
}

export function isProblem(error: unknown, status?: number): error is Problem {
  return error instanceof Problem && (status === undefined || error.status === status);
}
