export const mailServerKey = ['mail-server'];
