using LeanRx.Runtime.Internal;

namespace LeanRx.Tests.Internal;

public class SerialGateTests
{
    readonly List<string> _log = [];
    readonly SerialGate _gate;

    public SerialGateTests() => _gate = new SerialGate(() => _log.Add("settled"), exception => _log.Add(exception.Message));

    [Fact]
    public void Work_runs_at_once_and_then_the_gate_settles()
    {
        _gate.Post("work", _log.Add);

        Assert.Equal(["work", "settled"], _log);
    }

    [Fact]
    public void What_is_posted_inside_runs_after_the_present_item_in_order()
    {
        _gate.Post("outer", name =>
        {
            _log.Add("begin");
            _gate.Post("one", _log.Add);
            _gate.Post(_log, "two", static (log, name) => log.Add(name));
            _log.Add("end");
        });

        Assert.Equal(["begin", "end", "settled", "one", "settled", "two", "settled"], _log);
    }

    [Fact]
    public void An_item_that_throws_is_reported_and_the_next_one_runs()
    {
        _gate.Post("outer", _ =>
        {
            _gate.Post("next", _log.Add);
            throw new InvalidOperationException("mistake");
        });
        _gate.Post(_log, "again", static (_, name) => throw new InvalidOperationException(name));
        _gate.Post("last", _log.Add);

        Assert.Equal(["mistake", "settled", "next", "settled", "again", "settled", "last", "settled"], _log);
    }

    [Fact]
    public void Settling_that_throws_does_not_wedge_the_gate()
    {
        var gate = new SerialGate(() => throw new InvalidOperationException("cannot settle"), exception => _log.Add(exception.Message));

        gate.Post("one", _log.Add);
        gate.Post("two", _log.Add);

        Assert.Equal(["one", "cannot settle", "two", "cannot settle"], _log);
    }

    [Fact]
    public async Task Many_threads_pass_one_at_a_time_and_each_in_its_own_order()
    {
        const int Threads = 8;
        const int Items = 20_000;
        var inside = 0;
        var most = 0;
        var last = new int[Threads];
        var disorder = 0;
        var gate = new SerialGate(() => { }, exception => disorder++);
        var begin = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(async () =>
        {
            await begin.Task;
            for (var item = 1; item <= Items; item++)
                gate.Post(thread, item, (who, number) =>
                {
                    most = Math.Max(most, Interlocked.Increment(ref inside));
                    if (number != last[who] + 1)
                        disorder++;
                    last[who] = number;
                    Interlocked.Decrement(ref inside);
                });
        })).Append(Task.Run(begin.SetResult)));

        Assert.Equal(1, most);
        Assert.Equal(0, disorder);
        Assert.All(last, count => Assert.Equal(Items, count));
    }

    [Fact]
    public async Task A_caller_is_not_kept_inside_by_a_flood_from_the_socket()
    {
        const int Most = 5_000_000;
        var gate = new SerialGate(() => { }, exception => _log.Add(exception.Message));
        var isCallerInside = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var hasCallerLeft = false;
        var floodBegan = false;
        var handled = 0;

        var caller = Task.Run(() =>
        {
            gate.Post(this, _ =>
            {
                isCallerInside.SetResult();
                SpinWait.SpinUntil(() => Volatile.Read(ref floodBegan));
            });
            Volatile.Write(ref hasCallerLeft, true);
        });
        await isCallerInside.Task;
        var posted = await Task.Run(() =>
        {
            var count = 0;
            for (; count < Most && !Volatile.Read(ref hasCallerLeft); count++)
            {
                gate.PostFromSocket(this, count, (_, number) => Assert.Equal(handled++, number));
                if (count == SerialGate.Backlog)
                    Volatile.Write(ref floodBegan, true);
            }
            return count;
        });
        await caller;

        Assert.True(posted < Most, "The caller never got out.");
        Assert.Equal(posted, handled);
        Assert.Empty(_log);
        Assert.Equal(0, gate.Waiting);
    }
}
