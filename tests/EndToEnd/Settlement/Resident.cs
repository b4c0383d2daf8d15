using Plimsoll.Crypto.Signatures;
using Plimsoll.L1.Signing;
using Plimsoll.Primitives;

namespace Plimsoll.EndToEnd.Settlement;

/// <summary>Somebody with an account on both layers.</summary>
internal sealed class Resident(int number) : IDisposable
{
    public PrivateKey Key { get; } = PrivateKey.Parse(AnvilAccounts.Keys[number]);

    public SchnorrSecretKey Secret { get; } = SchnorrSecretKey.FromSeed(Enumerable.Repeat((byte)(number + 1), 32).ToArray());

    public Address Owner => Key.Address;

    public void Dispose() => Key.Dispose();
}
