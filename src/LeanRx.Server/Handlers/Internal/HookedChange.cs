using LeanRx.Server.Hooks;

namespace LeanRx.Server.Handlers.Internal;

/// <summary>What hooks have made of a message.</summary>
/// <param name="Approved">The message as it is to be taken.</param>
/// <param name="HasRecipients">Whether it is for those whom hooks have named.</param>
/// <param name="IsRewritten">Whether its sender has to be told of another body.</param>
internal readonly record struct HookedChange(MessageSending Approved, bool HasRecipients, bool IsRewritten);
