using Plimsoll.State;

namespace Plimsoll.Node.Api;

/// <summary>An account as the sequencer sees it: confirmed, not yet final.</summary>
/// <param name="Index">Its index.</param>
/// <param name="Owner">Who may withdraw it on L1.</param>
/// <param name="Token">The token's number.</param>
/// <param name="Nonce">The nonce that the next operation signs for.</param>
/// <param name="Balance">Decimal digits, in the token's smallest unit.</param>
/// <param name="Withdrawn">The running total that was moved towards L1.</param>
/// <param name="KeyX">A.x, or null for the null key.</param>
/// <param name="KeyY">A.y.</param>
public sealed record AccountView(uint Index, string Owner, byte Token, uint Nonce, string Balance, string Withdrawn, string? KeyX, string? KeyY)
{
    internal static AccountView Of(uint index, in Account account) => new(
        index,
        account.Owner.ToString(),
        account.Token,
        account.Nonce,
        Amounts.Text(account.Balance),
        Amounts.Text(account.Withdrawn),
        account.Key.IsNull ? null : Amounts.Text(account.Key.A.X),
        account.Key.IsNull ? null : Amounts.Text(account.Key.A.Y));
}
