import { describe, expect, it } from 'vitest';
import { auditFilter, nameOf, namesObject, placeOf } from './audit';

const thing = (kind: string, id: string, more: { name?: string; contact?: string } = {}) => ({
  object: { kind, id, name: more.name ?? null, contact: more.contact ?? null },
});

describe('an entry of the audit log', () => {
  it('leads to the thing it tells of', () => {
    expect(placeOf(thing('customer', 'a'))).toBe('/customers/a');
    expect(placeOf(thing('recording', 'r', { contact: 'c' }))).toBe('/contacts/c');
    expect(placeOf(thing('recording', 'r'))).toBeUndefined();
    expect(placeOf(thing('categories', ''))).toBe('/admin/categories');
    expect(placeOf(thing('user', 'unknown'))).toBeUndefined();
  });

  it('does not name the person twice', () => {
    const who = { id: 'a', name: '', username: '', role: 'agent' as const };
    expect(namesObject({ ...thing('user', 'a'), who })).toBe(false);
    expect(namesObject({ ...thing('user', 'b'), who })).toBe(true);
  });

  it('shortens numbers that nobody reads', () => {
    expect(nameOf(thing('customer', '01890000-0000-7000-8000-00000000dead'))).toBe('…00dead');
    expect(nameOf(thing('flow', 'default'))).toBe('default');
    expect(nameOf(thing('customer', 'a', { name: '王芳' }))).toBe('王芳');
  });

  it('is looked for by what the address names', () => {
    const filter = auditFilter(new URLSearchParams('who=a&topic=sign_in&object=customer:1&colour=red'));
    expect(filter).toMatchObject({ who: 'a', topic: 'sign_in', object: 'customer:1' });
    expect(auditFilter(new URLSearchParams('topic=nonsense')).topic).toBeUndefined();
  });
});
