using LeanRx.Messages.Internal;
using LeanRx.Runtime.Internal;

namespace LeanRx.Conversations.Internal;

/// <summary>What the conversations of one client share.</summary>
/// <param name="ClientId">Who the client is.</param>
/// <param name="Deliveries">Everything that users hear goes through here.</param>
/// <param name="Held">Messages that nobody has heard yet.</param>
/// <param name="Messages">Reads messages.</param>
/// <param name="ObserverThrew">Told what observers throw.</param>
/// <param name="Doubt">Asks for a conversation anew.</param>
/// <param name="Activity">Told what has changed.</param>
/// <param name="Face">Makes the object that users hold.</param>
internal sealed record ConversationParts(string ClientId, DeliveryQueue Deliveries, UnobservedMessages Held, MessageFactory Messages,
    Action<Exception> ObserverThrew, Action<string> Doubt, ConversationActivity Activity, Func<ConversationCore, object> Face);
