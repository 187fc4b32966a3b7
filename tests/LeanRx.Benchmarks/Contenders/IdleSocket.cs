using System.Text;
using LeanRx.Transport.Sockets;

namespace LeanRx.Benchmarks.Contenders;

/// <summary>A socket that logs in, answers pings and does nothing else.</summary>
sealed class IdleSocket(string peerId) : IObserver<TransportEvent>
{
    static readonly SocketTransport Transport = new();

    readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    ITransportConnection? _connection;

    public static async Task<IdleSocket> OpenAsync(Uri address, string peerId)
    {
        var socket = new IdleSocket(peerId);
        socket._connection = Transport.Create(address, "lc.json.3");
        socket._connection.Subscribe(socket);
        await socket._opened.Task;
        return socket;
    }

    public void OnNext(TransportEvent value)
    {
        if (value.Kind == TransportEventKind.Opened)
            _connection!.Send(Login(), isText: true);
        else if (value.Kind == TransportEventKind.Payload)
            _opened.TrySetResult();
        else if (value.Kind == TransportEventKind.Closed)
            OnError(new IOException($"The socket was closed: {value.Close}"));
    }

    byte[] Login() => Encoding.UTF8.GetBytes($$"""{"cmd":"session","op":"open","appId":"demo","peerId":"{{peerId}}","i":1}""");

    public void OnError(Exception error)
    {
        if (!_opened.TrySetException(error))
            Console.Error.WriteLine(error.Message);
    }

    public void OnCompleted()
    {
    }
}
