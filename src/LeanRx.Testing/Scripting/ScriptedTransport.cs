using System.Buffers;
using System.Reactive.Disposables;
using System.Text;
using System.Text.Json;
using LeanRx.Protocol;

namespace LeanRx.Testing;

/// <summary>
/// A server written line by line, for tests of a client alone: expect this frame, answer that. A frame that is not the one expected next breaks the
/// connection, and <see cref="VerifyAllExpected"/> throws, with what was expected and what came. Heartbeats are answered without being expected.
/// </summary>
public sealed class ScriptedTransport : ITransport
{
    readonly JsonFrameCodec _codec = new();
    readonly Queue<Step> _script = new();
    readonly List<string> _sent = [];
    ScriptedConnection? _open;
    StreamAssertionException? _failure;

    /// <summary>The frames that the client has sent, as JSON, heartbeats included.</summary>
    public IReadOnlyList<string> Sent => _sent;

    /// <summary>How often the client has dialled.</summary>
    public int Dials { get; private set; }

    /// <summary>Whether the next dials are refused. Default false.</summary>
    public bool RefusesDials { get; set; }

    /// <summary>Expects a frame that has at least the fields given, with the values given, and answers it.</summary>
    /// <param name="json">Fields that the frame must have, as a JSON object.</param>
    /// <param name="answers">Frames to answer with, as JSON; <c>"i":"$i"</c> in them becomes the serial id of the frame.</param>
    public ScriptedTransport Expect(string json, params IEnumerable<string> answers)
    {
        using (JsonDocument.Parse(json))
            _script.Enqueue(new Step(json, [.. answers]));
        return this;
    }

    /// <summary>Pushes a frame to the client, as JSON, without being asked.</summary>
    /// <exception cref="InvalidOperationException">No connection is open.</exception>
    public void Push(string json) => (_open ?? throw new InvalidOperationException("No connection is open: open the client first.")).Receive(json);

    /// <summary>Breaks the open connection.</summary>
    public void Drop(int code = 1006, string reason = "dropped by the script") => _open?.Drop(code, reason);

    /// <summary>Throws when a frame came that was not expected, or one that was expected did not come.</summary>
    /// <exception cref="StreamAssertionException">The script was not played; the message shows where.</exception>
    public void VerifyAllExpected()
    {
        if (_failure is not null)
            throw _failure;
        if (_script.Count > 0)
            throw new StreamAssertionException($"{_script.Count} expected frame(s) did not come. The next was:\n  {_script.Peek().Json}\nsent so far:\n  " +
                $"{string.Join("\n  ", _sent)}");
    }

    /// <inheritdoc/>
    public ITransportConnection Create(Uri address, string subprotocol) => new ScriptedConnection(this);

    void Take(ScriptedConnection connection, ReadOnlyMemory<byte> payload)
    {
        var text = Encoding.UTF8.GetString(payload.Span);
        _sent.Add(text);
        if (_codec.Decode(payload.Span) is HeartbeatFrame)
        {
            connection.Receive("{}");
            return;
        }
        if (_script.Count == 0)
            throw Fail($"A frame came that nothing expected:\n  {text}");
        var step = _script.Dequeue();
        using var expected = JsonDocument.Parse(step.Json);
        using var actual = JsonDocument.Parse(payload);
        if (JsonDifference.Find(expected.RootElement, actual.RootElement) is { } difference)
            throw Fail($"Another frame came than the one expected: {difference}\nexpected:\n  {step.Json}\nactual:\n  {text}");
        var serial = actual.RootElement.TryGetProperty("i", out var i) ? i.GetRawText() : "null";
        foreach (var answer in step.Answers)
            connection.Receive(answer.Replace("\"$i\"", serial, StringComparison.Ordinal));
    }

    StreamAssertionException Fail(string message) => _failure ??= new StreamAssertionException(message);

    sealed record Step(string Json, string[] Answers);

    sealed class ScriptedConnection(ScriptedTransport script) : ITransportConnection
    {
        IObserver<TransportEvent>? _observer;

        public IDisposable Subscribe(IObserver<TransportEvent> observer)
        {
            script.Dials++;
            _observer = observer;
            if (script.RefusesDials)
            {
                Drop(1006, "refused by the script");
                return Disposable.Empty;
            }
            script._open = this;
            observer.OnNext(TransportEvent.Opened());
            return Disposable.Create(() => End());
        }

        public void Send(ReadOnlyMemory<byte> payload, bool isText)
        {
            if (_observer is not null)
                script.Take(this, payload);
        }

        public void Receive(string json) => _observer?.OnNext(TransportEvent.Received(Encoding.UTF8.GetBytes(json), isText: true));

        public void Drop(int code, string reason)
        {
            var observer = End();
            observer?.OnNext(TransportEvent.Closed(new TransportClose(code) { Reason = reason }));
            observer?.OnCompleted();
        }

        IObserver<TransportEvent>? End()
        {
            var observer = _observer;
            _observer = null;
            if (script._open == this)
                script._open = null;
            return observer;
        }
    }
}
