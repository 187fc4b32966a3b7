using LeanRx.Server.Storage;

namespace LeanRx.Server.PostgreSql.Internal;

/// <summary>Some of the writes of a transaction, which was undone, are those of claims that are void.</summary>
sealed class VoidClaimsException(IReadOnlySet<SlotClaim> claims) : Exception
{
    public IReadOnlySet<SlotClaim> Claims { get; } = claims;
}
