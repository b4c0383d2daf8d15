namespace Plimsoll.Cli.Devnets;

/// <summary>What the hub holds of one token for a rollup, and what the rollup owes in it: one cut, at one block.</summary>
/// <param name="Token">The token's number.</param>
/// <param name="Escrow">What the hub's ledger says it holds.</param>
/// <param name="Vault">What really lies in the vault.</param>
/// <param name="Balances">Σ balances of the final state.</param>
/// <param name="Pot">Fees not collected.</param>
/// <param name="Unclaimed">Σ (withdrawn − claimed).</param>
/// <param name="Waiting">Claimed, and waiting for the quota.</param>
/// <param name="Queued">Deposits that the final state has not consumed.</param>
/// <param name="CameIn">All that was ever deposited.</param>
/// <param name="WentOut">All that was ever paid, set aside or refunded.</param>
internal sealed record BalanceSheet(
    byte Token, UInt128 Escrow, UInt128 Vault, UInt128 Balances, UInt128 Pot, UInt128 Unclaimed, UInt128 Waiting, UInt128 Queued, UInt128 CameIn, UInt128 WentOut)
{
    public UInt128 Liabilities => checked(Balances + Pot + Unclaimed + Waiting + Queued);

    /// <summary>iSOL-001: nothing is lost, nothing is made.</summary>
    public bool IsBalanced => Escrow == Liabilities;

    /// <summary>iSOL-002: no more went out than came in, and what is left is really there.</summary>
    public bool IsCovered => CameIn >= WentOut && CameIn - WentOut == Escrow && Vault >= Escrow;
}
