using LeanRx.Protocol;
using LeanRx.Protocol.Codecs.Internal;

namespace LeanRx.Connections.Internal;

/// <summary>Something that the socket brought: a frame, a plain text or a fault, or the answer to a message.</summary>
internal readonly struct InboundItem
{
    readonly object? _item;
    readonly PlainAck _ack;

    public InboundItem(object item) => _item = item;

    public InboundItem(in PlainAck ack) => _ack = ack;

    public void GiveTo(Connection connection)
    {
        switch (_item)
        {
            case null:
                connection.OnAck(_ack);
                break;
            case TextMessage text:
                connection.OnText(text);
                break;
            case Frame frame:
                connection.OnFrame(frame);
                break;
            case Fault fault:
                connection.OnUnreadable(fault);
                break;
        }
    }
}
