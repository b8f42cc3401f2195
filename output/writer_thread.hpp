// One thread that does jobs in the order in which they are posted, behind a bounded queue.
// A failed job stops the work: later jobs are dropped and the next post() or wait() throws what it threw.
#pragma once
#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>

namespace orepolitik::output {

class WriterThread {
  public:
    using Job = std::function<void()>;

    explicit WriterThread(std::size_t most_waiting) : most_waiting_(most_waiting), thread_([this] { work(); }) {}
    ~WriterThread();
    WriterThread(const WriterThread&) = delete;
    WriterThread& operator=(const WriterThread&) = delete;

    void post(Job job);  // waits while the queue is full, so that a slow disk slows the run and not fills the memory
    void wait();         // until every posted job is done

  private:
    void work();
    void throw_if_failed() const {
        if (failure_) std::rethrow_exception(failure_);
    }

    std::size_t most_waiting_;
    std::mutex mutex_;  // guards all below
    std::condition_variable changed_;
    std::deque<Job> jobs_;
    bool busy_ = false;
    bool closing_ = false;
    std::exception_ptr failure_;
    std::thread thread_;
};

}  // namespace orepolitik::output
