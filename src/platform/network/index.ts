export { AddressList, isAddressOrNetwork, LOOPBACK } from './address-list';
export { keepAddresses } from './forwarded-addresses';
