using LeanRx.Telemetry.Internal;

namespace LeanRx.Conversations.Internal;

/// <summary>A message whose way to its observers is a span.</summary>
internal sealed record TracedMessage(Message Message, MessageArrival Arrival);
