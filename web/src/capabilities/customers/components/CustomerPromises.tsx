/** What was promised to a customer: the place of the promises of this customer, beside the open tasks. */
export function CustomerPromises(_: { customer: string }) {
  return null;
}
