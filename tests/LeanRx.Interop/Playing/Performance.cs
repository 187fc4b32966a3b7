namespace LeanRx.Interop;

/// <summary>A pair on the stage: two clients at two places that stay for all scenarios.</summary>
sealed class Performance(Theatre theatre, Pair pair, Peer first, Peer second)
{
    readonly Peer _first = first;
    readonly Peer _second = second;
    readonly List<Cell> _cells = [];
    string _conversation = "";
    int _firstMark;
    int _secondMark;

    public static async Task<Performance> OfAsync(Theatre theatre, Pair pair) =>
        new(theatre, pair, await theatre.EngageAsync(pair.First), await theatre.EngageAsync(pair.Second, place: Place.Elsewhere));

    public IReadOnlyList<Cell> Cells => _cells;

    bool IsLost => _cells[0].Outcome == Outcome.Failed;

    public Task LogInAsync(string title) => AddAsync(title, () => Task.WhenAll(_first.OpenAsync(), _second.OpenAsync()));

    /// <summary>Plays all of them; none when the two could not even log in.</summary>
    public async Task PlayAsync(IEnumerable<Scenario> scenarios)
    {
        foreach (var scenario in scenarios)
            _cells.Add(IsLost ? new(scenario.Title, pair.Title, Outcome.Failed, "logging in failed") : await PlayAsync(scenario));
    }

    /// <summary>Meets before the connection is lost.</summary>
    public async Task PrepareLossAsync()
    {
        if (IsLost)
            return;
        try
        {
            _conversation = await new Stage(_first, _second, theatre).MeetAsync();
        }
        catch (ScenarioException)
        {
            // What fails here fails once more, and is told of, after the loss.
        }

        _firstMark = _first.Mark;
        _secondMark = _second.Mark;
    }

    public Task ReconnectAsync(string title) => AddAsync(title, async () =>
    {
        if (IsLost)
            throw new ScenarioException("logging in failed");
        await Task.WhenAll(_first.HearAsync("reconnected", null, from: _firstMark), _second.HearAsync("reconnected", null, from: _secondMark));
        foreach (var (speaker, listener) in ((Peer, Peer)[])[(_first, _second), (_second, _first)])
            await listener.HearMessageAsync(_conversation, await speaker.SendAsync(_conversation, "我回来了"));
    });

    async Task AddAsync(string title, Func<Task> play)
    {
        var failure = await FailureAsync(play, new Stage(_first, _second, theatre));
        _cells.Add(new(title, pair.Title, failure is null ? Outcome.Passed : Outcome.Failed, failure));
    }

    async Task<Cell> PlayAsync(Scenario scenario)
    {
        Cell Cell(Outcome outcome, string? reason = null) => new(scenario.Title, pair.Title, outcome, reason);

        var obstacles = new List<string>();
        var played = 0;
        foreach (var (actor, other) in _first.Sdk == _second.Sdk ? [(_first, _second)] : ((Peer, Peer)[])[(_first, _second), (_second, _first)])
        {
            if (scenario.Obstacle(actor.Sdk, other.Sdk) is { } obstacle)
            {
                obstacles.Add(obstacle);
                continue;
            }

            var stage = new Stage(actor, other, theatre);
            var failure = await FailureAsync(() => scenario.PlayAsync(stage), stage);
            await stage.DismissAsync();
            if (failure is not null)
                return Cell(Outcome.Failed, failure);
            played++;
        }

        return played == 0 ? Cell(Outcome.NotOffered, obstacles[0])
            : obstacles.Count > 0 ? Cell(Outcome.PassedOneWay, obstacles[0])
            : Cell(Outcome.Passed);
    }

    static async Task<string?> FailureAsync(Func<Task> play, Stage stage)
    {
        try
        {
            await play();
            return null;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return $"{stage.Actor} to {stage.Other}: {exception.Message}{stage.LastLines()}";
        }
    }
}
