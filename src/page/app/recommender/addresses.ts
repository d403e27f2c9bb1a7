const part = encodeURIComponent;

export const recommenderHref = (name: string): string => `/recommenders/${part(name)}`;
export const userHref = (name: string, user: string): string => `${recommenderHref(name)}/users/${part(user)}`;
export const itemHref = (name: string, item: string): string => `${recommenderHref(name)}/items/${part(item)}`;
