global using Plimsoll.Crypto.Fields;
