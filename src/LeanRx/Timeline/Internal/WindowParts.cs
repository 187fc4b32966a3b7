using LeanRx.Connections.Internal;
using LeanRx.Conversations.Internal;
using LeanRx.Messages.Internal;
using LeanRx.Sending.Internal;

namespace LeanRx.Timeline.Internal;

/// <summary>What the windows of one client share.</summary>
/// <param name="Session">Asks the server.</param>
/// <param name="States">Where the client stands.</param>
/// <param name="Messages">Reads messages.</param>
/// <param name="Writer">Writes their bodies.</param>
/// <param name="Sends">This client's own sends.</param>
/// <param name="ObserverThrew">Told what observers throw.</param>
internal sealed record WindowParts(ISession Session, IObservable<ConnectionState> States, MessageFactory Messages, MessageBodyWriter Writer, SendJournal Sends,
    Action<Exception> ObserverThrew);
