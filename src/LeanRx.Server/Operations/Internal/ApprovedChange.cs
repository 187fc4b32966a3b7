using System.Text.Json;

namespace LeanRx.Server.Operations.Internal;

/// <summary>What hooks have made of a change.</summary>
/// <param name="Asked">The moves about which they were asked: others are not made.</param>
/// <param name="Columns">The columns to set.</param>
internal readonly record struct ApprovedChange(MemberMoves Asked, JsonElement? Columns);
