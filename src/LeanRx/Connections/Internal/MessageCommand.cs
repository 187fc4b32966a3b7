using LeanRx.Protocol;
using LeanRx.Protocol.Codecs.Internal;
using LeanRx.Runtime.Internal;
using LeanRx.Telemetry.Internal;

namespace LeanRx.Connections.Internal;

/// <summary>A message to be sent. A plain text needs no frame, unless somebody asks for it.</summary>
internal abstract class MessageCommand(DeliveryQueue deliveries) : PendingCommand(deliveries)
{
    /// <summary>The text where that is all there is to the message; null otherwise.</summary>
    public abstract string? Text { get; }

    public abstract string ConversationId { get; }

    /// <summary>The message as a frame: of a plain text, made when it is asked for.</summary>
    public abstract DirectFrame Frame { get; }

    /// <summary>Writes the deduplication token in UTF-8 and yields its length, which is at most <see cref="PlainSend.LongestToken"/>.</summary>
    public abstract int WriteToken(Span<byte> to);

    /// <summary>The answer has come in its usual form, and only <see cref="PendingCommand.Take"/> ends the command now.</summary>
    public abstract void Answered(in PlainAck answer);

    public override string Name => Commands.Direct;

    public override bool IsMessage => true;

    public override bool IsTaken => true;

    public override int WriteTo(ICommandWriter writer, string clientId) => writer.Send(this);

    public override void Measure(ClientTelemetry telemetry, Exception? cause) => telemetry.OnMessageEnded(BegunAt, cause);
}
