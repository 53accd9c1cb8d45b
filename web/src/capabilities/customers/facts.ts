/** What a column of a table can mean, as the server names it; fields of the centre's own come after these. */
export const FACTS = [
  'name',
  'phone',
  'email',
  'wechat',
  'kind',
  'company',
  'nature',
  'region',
  'address',
  'tags',
  'stage',
  'service_until',
  'notes',
];
