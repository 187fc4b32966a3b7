using LeanRx.Protocol;

namespace LeanRx;

/// <summary>Clients for which an operation on members failed.</summary>
public sealed record MembershipFailure
{
    /// <summary>The client ids.</summary>
    public required IReadOnlyList<string> Members { get; init; }

    /// <summary>The error code, see <see cref="ErrorCodes"/>.</summary>
    public required int Code { get; init; }

    /// <summary>The name of the code, for example <c>CONVERSATION_FULL</c>.</summary>
    public required string Reason { get; init; }
}
