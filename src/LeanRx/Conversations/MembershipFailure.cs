using LeanRx.Protocol;

namespace LeanRx;

/// <summary>Members who could not be added or removed.</summary>
/// <param name="Members">Their ids.</param>
/// <param name="Code">Why, see <see cref="ErrorCodes"/>.</param>
/// <param name="Reason">The code's name, for example <c>CONVERSATION_FULL</c>.</param>
public sealed record MembershipFailure(IReadOnlyList<string> Members, int Code, string Reason);
