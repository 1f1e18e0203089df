export { AddressList, isAddressOrNetwork, LOOPBACK } from './address-list';
