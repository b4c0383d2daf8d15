using System.Data;
using System.Data.Common;

namespace Plimsoll.Node.Auditing;

/// <content>Transactions, alone and together, and the statements in them.</content>
public sealed partial class AuditHistory
{
    /// <summary>Puts a change into the next transaction, with all that wait then. Nobody's thread waits for it but the one that writes.</summary>
    private Task<T> TogetherAsync<T>(Func<T> work)
    {
        Waiting<T> mine = new(work);
        lock (_waiting)
        {
            _waiting.Enqueue(mine);
            if (!_isWriting)
                _ = Task.Run(WriteWaiting);
            _isWriting = true;
        }

        return mine.Task;
    }

    private void WriteWaiting()
    {
        while (true)
        {
            Waiting[] group;
            lock (_waiting)
            {
                group = [.. _waiting];
                _waiting.Clear();
                _isWriting = group.Length > 0;
            }

            if (group.Length == 0)
                return;
            try
            {
                Do(() =>
                {
                    foreach (Waiting change in group)
                        change.Work();
                    return true;
                });
                foreach (Waiting change in group)
                    change.Succeed();
            }
            catch (Exception e) // whatever it is, it is theirs who wait for the change
            {
                foreach (Waiting change in group)
                    change.Fail(e);
            }
        }
    }

    /// <summary>One transaction, on a connection that is opened again once if it was found broken.</summary>
    private T Do<T>(Func<T> work)
    {
        lock (_lock)
        {
            for (bool isSecond = false; ; isSecond = true)
            {
                try
                {
                    if (_connection is not { State: ConnectionState.Open })
                        Reopen();
                    using DbTransaction transaction = _connection!.BeginTransaction();
                    _transaction = transaction;
                    T result = work();
                    transaction.Commit();
                    return result;
                }
                catch (DbException e) when (isSecond || _connection is { State: ConnectionState.Open } or null)
                {
                    throw new IOException($"The history in {_database.Name} does not answer: {e.Message}", e);
                }
                catch (DbException)
                {
                    _connection?.Dispose();
                    _connection = null;
                }
            }
        }
    }

    private void Reopen()
    {
        _connection?.Dispose();
        _connection = null;
        _connection = _database.Open();
        foreach (string chain in _claimed)
            _database.Claim(_connection, chain);
    }

    private int Run(string statement, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using DbCommand command = Command(statement, parameters);
        return command.ExecuteNonQuery();
    }

    // Every statement is a constant of this class; values travel as parameters only.
    private DbCommand Command(string statement, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        DbCommand command = _connection!.CreateCommand();
        (command.CommandText, command.Transaction) = (statement, _transaction);
        foreach ((string name, object value) in parameters)
        {
            DbParameter parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private abstract class Waiting
    {
        public abstract void Work();

        public abstract void Succeed();

        public abstract void Fail(Exception reason);
    }

    private sealed class Waiting<T>(Func<T> work) : Waiting
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T _result = default!;

        public Task<T> Task => _done.Task;

        public override void Work() => _result = work();

        public override void Succeed() => _done.SetResult(_result);

        public override void Fail(Exception reason) => _done.SetException(reason);
    }
}
