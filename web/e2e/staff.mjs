// Who works on tickets outside the hotline, and a customer whom it is about.
import { PASSWORD } from './centre.mjs';

/** A user that can sign in. */
export function user(centre, username, name, role, more = {}) {
  return centre.call('POST', '/api/users', { username, name, role, password: PASSWORD, ...more });
}

export function customer(centre) {
  return centre.call('POST', '/api/customers', { name: '李女士', phones: ['13800138000'] });
}

/** A department with one member, a worker, and a customer. */
export async function withStaff(centre) {
  const warehouse = await user(centre, 'warehouse1', '仓库刘姐', 'department');
  const label = { zh: '仓储部', en: 'Warehouse' };
  await centre.call('PUT', '/api/departments/warehouse', { label, members: [warehouse.id] });
  return {
    worker: await user(centre, 'worker1', '张师傅', 'worker'),
    customer: await customer(centre),
  };
}
