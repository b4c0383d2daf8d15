using Plimsoll.Crypto.Curves;
using Plimsoll.Node.Contracts;
using Plimsoll.State;

// Where the batch of Proofs.Tests, which this suite shares, finds it.
#pragma warning disable IDE0130
namespace Plimsoll.Proofs.Tests;

/// <summary>The queue's hash chain.</summary>
internal static class QueueChain
{
    public static Fr After(in Fr link, QueuedOperation item, in JubjubAffine published) => new QueueItem(0, item, published, default).LinkAfter(link);
}
