#include "output/writer_thread.hpp"

#include <utility>

namespace orepolitik::output {

WriterThread::~WriterThread() {
    {
        const std::lock_guard lock(mutex_);
        closing_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

void WriterThread::post(Job job) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return jobs_.size() < most_waiting_ || failure_; });
    throw_if_failed();
    jobs_.push_back(std::move(job));
    changed_.notify_all();
}

void WriterThread::wait() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return (jobs_.empty() && !busy_) || failure_; });
    throw_if_failed();
}

void WriterThread::work() {
    std::unique_lock lock(mutex_);
    while (true) {
        changed_.wait(lock, [this] { return !jobs_.empty() || closing_; });
        if (jobs_.empty()) return;
        Job job = std::move(jobs_.front());
        jobs_.pop_front();
        busy_ = true;
        lock.unlock();
        std::exception_ptr failure;
        try {
            job();
        } catch (...) {
            failure = std::current_exception();
        }
        job = nullptr;  // what the job holds (a block of months) is freed here, not under the lock
        lock.lock();
        busy_ = false;
        if (failure) {
            failure_ = failure;
            jobs_.clear();
        }
        changed_.notify_all();
    }
}

}  // namespace orepolitik::output
