namespace LeanRx.Benchmarks.Contenders;

/// <summary>Completes a task after so many calls. One caller at a time.</summary>
sealed class Countdown
{
    TaskCompletionSource _done = new();
    int _left;

    public Task StartAsync(int count)
    {
        _done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _left = count;
        // What was dropped would be waited for for ever.
        return _done.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    public void Hit()
    {
        if (--_left == 0)
            _done.SetResult();
    }
}
