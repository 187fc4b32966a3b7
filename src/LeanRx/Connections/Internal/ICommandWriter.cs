using LeanRx.Protocol;

namespace LeanRx.Connections.Internal;

/// <summary>Where commands leave; each call yields the size of the payload in bytes.</summary>
internal interface ICommandWriter
{
    int Send(Frame frame);

    int Send(MessageCommand message);
}
