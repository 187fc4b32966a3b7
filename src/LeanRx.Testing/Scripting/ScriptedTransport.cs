using System.Buffers;
using System.Reactive.Disposables;
using System.Text;
using System.Text.Json;
using LeanRx.Protocol;

namespace LeanRx.Testing;

/// <summary>A scripted server, for tests of a client alone: expect a frame, answer another.</summary>
/// <remarks>
/// A frame other than the next expected one breaks the connection, and <see cref="VerifyAllExpected"/> throws with what was expected and what was received.
/// Heartbeats are answered without being expected.
/// </remarks>
public sealed class ScriptedTransport : ITransport
{
    readonly JsonFrameCodec _codec = new();
    readonly Queue<Step> _script = new();
    readonly List<string> _sent = [];
    ScriptedConnection? _open;
    StreamAssertionException? _failure;

    /// <summary>The frames sent by the client as JSON, including heartbeats.</summary>
    public IReadOnlyList<string> Sent => _sent;

    /// <summary>The number of times the client has dialled.</summary>
    public int Dials { get; private set; }

    /// <summary>Whether connections are refused.</summary>
    /// <value>False.</value>
    public bool RefusesDials { get; set; }

    /// <summary>Expects a frame with at least the given fields and values, and answers it.</summary>
    /// <param name="json">The fields that the frame must have, as a JSON object.</param>
    /// <param name="answers">The frames to answer with, as JSON; <c>"i":"$i"</c> becomes the serial id of the frame.</param>
    public ScriptedTransport Expect(string json, params IEnumerable<string> answers)
    {
        using (JsonDocument.Parse(json))
            _script.Enqueue(new Step(json, [.. answers]));
        return this;
    }

    /// <summary>Pushes a frame, as JSON, to the client.</summary>
    /// <exception cref="InvalidOperationException">No connection is open.</exception>
    public void Push(string json) => (_open ?? throw new InvalidOperationException("No connection is open: open the client first.")).Receive(json);

    /// <summary>Breaks the open connection.</summary>
    public void Drop(int code = 1006, string reason = "dropped by the script") => _open?.Drop(code, reason);

    /// <summary>Throws if an unexpected frame was received, or an expected one was not.</summary>
    /// <exception cref="StreamAssertionException">The script was not completed; the message shows where.</exception>
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
